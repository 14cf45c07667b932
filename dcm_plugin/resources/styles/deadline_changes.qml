<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="AttributeTable">
  <conditionalstyles>
    <rowstyles>
      <style rule="&quot;hours&quot; &lt; 0" name="earlier" background_color="#f9d9d3" background_color_alpha="255"/>
      <style rule="&quot;hours&quot; &gt; 0" name="later" background_color="#dcefdc" background_color_alpha="255"/>
    </rowstyles>
    <fieldstyles/>
  </conditionalstyles>
</qgis>
