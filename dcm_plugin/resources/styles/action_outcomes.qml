<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="AttributeTable">
  <conditionalstyles>
    <rowstyles>
      <style rule="&quot;outcome&quot; = 'refused'" name="refused" background_color="#f9d9d3" background_color_alpha="255"/>
      <style rule="&quot;outcome&quot; = 'conflict'" name="conflict" background_color="#fbe7b6" background_color_alpha="255"/>
      <style rule="&quot;outcome&quot; = 'left'" name="left" background_color="#e6e8ea" background_color_alpha="255"/>
    </rowstyles>
    <fieldstyles/>
  </conditionalstyles>
</qgis>
